import { basePathOf, type Connection } from '#client/connection.ts';
import { exchanged } from '#client/exchange.ts';
import { requestIdOf } from '#client/send.ts';
import { signedForms } from '#client/signed-form.ts';
import type { WireRequest } from '#client/transport.ts';
import type { UrlComponentOptions } from '#sigv4/components.ts';

import { operationTraits } from './bench-operation.ts';
import { Connections } from './connections.svelte.ts';
import { parseExpiry } from './expiry.ts';
import { emptyForm, formFault, placedForm, signRequest, type FormFault, type PresignForm } from './presign-form.ts';
import { reasonOf } from './reason.ts';
import type { Sent } from './sent.ts';
import type { LabServices } from './services.ts';
import { Signing, type Signature } from './signing.svelte.ts';
import { originOf, tamperedRequest, tamperingNotes, untampered, type Tampering } from './tampering.ts';
import { beginUpload } from './upload-id.ts';

/** What keeps the bench from going on; `field` is where to mend it. */
export type BenchFault = Omit<FormFault, 'field'> & Partial<FormFault>;

/** A signed URL and the form that it was signed from. */
export type BenchUrl = Signature & { readonly form: PresignForm };

type Work = 'connecting' | 'presigning' | 'sending' | 'working';

/** The presign bench: a form becomes a URL, the URL is tampered with and sent, and the answer is taken apart. */
export class Bench {
  readonly services: LabServices;
  readonly connections: Connections;
  readonly signing: Signing;
  #form = $state.raw<PresignForm>() as PresignForm;
  #url = $state.raw<BenchUrl>();
  #tampering = $state.raw<Tampering>(untampered);
  #sent = $state.raw<Sent>();
  #work = $state<Work>();
  #fault = $state.raw<BenchFault>();
  readonly expiry = $derived(parseExpiry(this.#form.expiry));
  /** What goes out when Send is pressed. */
  readonly request = $derived(this.#url && this.#requestOf(this.#url));
  readonly notes = $derived(this.#url ? tamperingNotes(this.#url.signed, this.#tampering) : []);

  constructor(services: LabServices) {
    this.services = services;
    this.connections = new Connections(services);
    this.#form = placedForm(emptyForm, this.connections.chosen);
    this.signing = new Signing(services);
  }

  get form(): PresignForm {
    return this.#form;
  }
  get url(): BenchUrl | undefined {
    return this.#url;
  }
  get tampering(): Tampering {
    return this.#tampering;
  }
  get sent(): Sent | undefined {
    return this.#sent;
  }
  /** What is going on; nothing else is begun meanwhile. */
  get work(): Work | undefined {
    return this.#work;
  }
  get fault(): BenchFault | undefined {
    return this.#fault;
  }

  /** How to read the URLs of the connection that they were signed for. */
  get reading(): UrlComponentOptions {
    const { endpoint } = (this.#url ?? { connection: this.connections.chosen }).connection;
    return { basePath: basePathOf(endpoint), addressing: endpoint.addressing };
  }

  /** Looks which connections there are and opens the chosen one. */
  async start(): Promise<void> {
    await this.#during('connecting', async () => {
      const kept = this.connections.chosen;
      await this.connections.look();
      const { chosen } = this.connections;
      // The form is not touched while somebody may be typing, unless the bucket is another one.
      if (chosen.bucket !== kept.bucket) this.#form = placedForm(this.#form, chosen);
      await this.signing.open(chosen);
    });
  }

  /** Goes over to another connection. What was signed for the one before is put away. */
  async connect(connection: Connection): Promise<void> {
    await this.#during('connecting', async () => {
      this.#url = undefined;
      this.#sent = undefined;
      this.#form = placedForm(this.#form, connection);
      await this.connections.choose(connection);
      await this.signing.open(connection);
    });
  }

  change(changed: Partial<PresignForm>): void {
    this.#form = { ...this.#form, ...changed };
    if (this.#fault?.field !== undefined && this.#fault.field in changed) this.#fault = undefined;
  }

  async chooseSigner(id: string): Promise<void> {
    await this.#during('working', () => this.signing.choose(id));
  }

  async beginSession(): Promise<void> {
    await this.#during('working', () => this.signing.beginSession());
  }

  async presign(): Promise<void> {
    const { expiry } = this;
    const fault = expiry.ok ? formFault(this.#form) : { field: 'expiry' as const, message: expiry.message };
    if (this.#work !== undefined) return;
    if (fault || !expiry.ok) return void (this.#fault = fault);
    await this.#during('presigning', async () => {
      const form = this.#form;
      this.#url = { form, ...(await this.signing.sign(signRequest(form, expiry.seconds), form)) };
      this.#tampering = untampered;
      this.#sent = undefined;
    });
  }

  tamper(changed: Tampering): void {
    this.#tampering = { ...this.#tampering, ...changed };
  }

  restore(): void {
    this.#tampering = untampered;
  }

  async send(): Promise<void> {
    const [url, request] = [this.#url, this.request];
    if (!url || !request || this.#work !== undefined) return;
    await this.#during('sending', async () => {
      const { transport, account } = this.signing;
      const { notes } = this;
      const exchange = await exchanged(transport, request, this.services.stopwatch);
      const { response } = exchange;
      const requestId = response && requestIdOf(response);
      const told = requestId === undefined ? undefined : account?.decision(requestId);
      const decision = response?.decision ?? (await told);
      this.#sent = { exchange, notes, decision, forms: signedForms(url.signed, request, { decision, response }) };
    });
  }

  async moveClock(byMilliseconds: number): Promise<void> {
    await this.#during('working', async () => this.signing.account?.moveClock(byMilliseconds));
  }

  async resetClock(): Promise<void> {
    await this.#during('working', async () => this.signing.account?.resetClock());
  }

  /** Begins a multipart upload of the key, so that a part has something to belong to. */
  async beginUpload(): Promise<void> {
    const { key } = this.#form;
    const fault = formFault({ ...this.#form, operation: 'put' });
    if (fault) return void (this.#fault = fault);
    await this.#during('working', async () => {
      const request = { operation: 'CreateMultipartUpload', key, input: {}, expiresSeconds: 60 } as const;
      const { signed } = await this.signing.sign(request, this.#form);
      const begun = await beginUpload(this.signing.transport, signed);
      if (begun.ok) this.change({ uploadId: begun.uploadId });
      else this.#fault = { field: 'uploadId', message: begun.message };
    });
  }

  /** Lets the page out to where the last request could not go, and loads it anew. */
  async allowAndReload(): Promise<void> {
    if (this.request) await this.connections.allow(originOf(this.request.url));
    this.services.reload();
  }

  #requestOf({ signed, form }: BenchUrl): WireRequest {
    const { method } = this.#tampering;
    const sendsBody = operationTraits[form.operation].hasBody || method === 'PUT' || method === 'POST';
    return tamperedRequest(signed, this.#tampering, { ...this.reading, ...(sendsBody && { body: this.#form.body }) });
  }

  async #during(work: Work, action: () => Promise<void>): Promise<void> {
    this.#work = work;
    this.#fault = undefined;
    try {
      await action();
    } catch (error) {
      this.#fault = { message: reasonOf(error) };
    } finally {
      this.#work = undefined;
    }
  }
}
