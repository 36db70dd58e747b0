import { missing } from './never-configured.ts';

export const getObjectLockConfiguration = missing('ObjectLockConfigurationNotFoundError');
