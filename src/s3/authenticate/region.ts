import type { SignatureClaims } from '#sigv4/claims.ts';
import { scopeText } from '#sigv4/scope.ts';
import { S3Error } from '../errors.ts';
import { isRegionName } from '../region-name.ts';
import { passed, type SignatureCheck } from './check.ts';

/** The scope must name the bucket's Region; where no bucket exists, any Region will do, as long as it is one. */
export const region: SignatureCheck = {
  id: 'region',
  find: ({ claims, bucketRegion }) => {
    const actual = claims.scope.region;
    if (bucketRegion === undefined && isRegionName(actual)) return passed;
    // Recorded for a bucket that is created with a scope of `aws-global`: clients learn the Region from this answer.
    const expected = bucketRegion ?? 'us-east-1';
    const evidence = { kind: 'compared', what: 'Region', expected, actual } as const;
    if (actual === expected) return { ok: true, evidence };
    const wrong = `the region '${actual}' is wrong; expecting '${expected}'`;
    const error = regionError(claims, wrong, expected);
    return { ok: false, error, evidence, levels: { known: 'recorded' } };
  },
};

function regionError(claims: SignatureClaims, wrong: string, bucketRegion: string): S3Error {
  const headers = [['x-amz-bucket-region', bucketRegion]] as const;
  const extras = { Region: bucketRegion };
  switch (claims.carrier) {
    case 'query': {
      const message = `Error parsing the X-Amz-Credential parameter; ${wrong}`;
      return new S3Error('AuthorizationQueryParametersError', extras, message, headers);
    }
    case 'header': {
      const message = `The authorization header is malformed; ${wrong}`;
      return new S3Error('AuthorizationHeaderMalformed', extras, message, headers);
    }
    case 'form': {
      const credential = `${claims.accessKeyId}/${scopeText(claims.scope)}`;
      const argument = { ArgumentName: 'X-Amz-Credential', ArgumentValue: credential };
      return new S3Error('InvalidArgument', { ...argument, ...extras }, wrong, headers);
    }
  }
}
