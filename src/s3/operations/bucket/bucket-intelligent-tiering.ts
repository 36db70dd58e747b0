import { emptyList, noSuchConfiguration } from './never-configured.ts';

export const listBucketIntelligentTiering = emptyList('ListBucketIntelligentTieringConfigurationsOutput');
export const getBucketIntelligentTiering = noSuchConfiguration;
export const deleteBucketIntelligentTiering = noSuchConfiguration;
