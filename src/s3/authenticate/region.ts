import { S3Error } from '../errors.ts';
import { passed, type SignatureCheck } from './check.ts';

/** The scope must name the bucket's Region; where no bucket exists, any Region will do. */
export const region: SignatureCheck = {
  id: 'region',
  find: ({ claims, bucketRegion }) => {
    if (bucketRegion === undefined) return passed;
    const actual = claims.scope.region;
    const evidence = { kind: 'compared', what: 'Region', expected: bucketRegion, actual } as const;
    if (actual === bucketRegion) return { ok: true, evidence };
    const wrong = `the region '${actual}' is wrong; expecting '${bucketRegion}'`;
    const headers = [['x-amz-bucket-region', bucketRegion]] as const;
    const error =
      claims.carrier === 'query'
        ? new S3Error(
            'AuthorizationQueryParametersError',
            { Region: bucketRegion },
            `Error parsing the X-Amz-Credential parameter; ${wrong}`,
            headers,
          )
        : new S3Error(
            'AuthorizationHeaderMalformed',
            { Region: bucketRegion },
            `The authorization header is malformed; ${wrong}`,
            headers,
          );
    return { ok: false, error, evidence, levels: { known: 'recorded' } };
  },
};
