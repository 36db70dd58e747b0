import { emptyList, noSuchConfiguration } from './never-configured.ts';

export const listBucketAnalytics = emptyList('ListBucketAnalyticsConfigurationResult');
export const getBucketAnalytics = noSuchConfiguration;
export const deleteBucketAnalytics = noSuchConfiguration;
