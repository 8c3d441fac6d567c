export { OciClient } from './client';
export { Cache } from './cache';
export { PagedIndex } from './paged-index';
export { RegistryHttp } from './http';
export { readJson } from './json';
