export { OciClient } from './client';
export { PagedIndex } from './paged-index';
export { RegistryHttp } from './http';
export { readJson } from './json';
