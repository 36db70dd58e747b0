import { emptyList, noSuchConfiguration } from './never-configured.ts';

export const listBucketMetrics = emptyList('ListMetricsConfigurationsResult');
export const getBucketMetrics = noSuchConfiguration;
export const deleteBucketMetrics = noSuchConfiguration;
