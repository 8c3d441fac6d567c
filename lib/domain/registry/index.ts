export { formatReference, isRepository, parseReference, sameHost, type ImageReference } from './reference';
export { apiOrigin, pullHost, referenceHosts, registryOrigin, RegistryUrlError } from './url';
export {
  choosePlatform,
  parseImageConfig,
  platformName,
  time,
  type FoundImage,
  type ImageConfig,
} from './image';
export type {
  ArtifactRow,
  ImageQuery,
  ListPage,
  ListQuery,
  RegistryAbilities,
  RegistryAddress,
  RegistryClient,
  RepositoryRow,
  ScanSummary,
} from './client';
export { searchNames, searchTags, type Cut } from './search';
