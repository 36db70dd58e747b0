/** What is wrong with a policy, in AWS's words where they are known. */
export class PolicyFault extends Error {
  override readonly name = 'PolicyFault';
}
