import { emptyList, noSuchConfiguration } from './never-configured.ts';

export const listBucketInventory = emptyList('ListInventoryConfigurationsResult');
export const getBucketInventory = noSuchConfiguration;
export const deleteBucketInventory = noSuchConfiguration;
