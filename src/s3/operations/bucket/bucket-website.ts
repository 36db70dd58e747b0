import { missing, nothingToDelete } from './never-configured.ts';

export const getBucketWebsite = missing('NoSuchWebsiteConfiguration');
export const deleteBucketWebsite = nothingToDelete;
