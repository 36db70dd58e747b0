import { missing, nothingToDelete } from './never-configured.ts';

export const getBucketReplication = missing('ReplicationConfigurationNotFoundError');
export const deleteBucketReplication = nothingToDelete;
