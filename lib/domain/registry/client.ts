import type { FoundImage } from './image';

/** Where a list begins, how much of it, and what it must contain. */
export interface ListQuery {
  search: string;
  cursor: string | undefined;
  limit: number;
  signal?: AbortSignal;
}

export interface ListPage<T> {
  items: T[];
  next: string | null;
  total: number | null;
  /** False while the registry is still being read: what is there may be asked for again soon. */
  complete: boolean;
  /** Parts (Harbor projects) that the account may not list. */
  refused: string[];
}

export interface RepositoryRow {
  name: string;
  artifacts: number | null;
  updatedAt: string | null;
}

export interface ScanSummary {
  /** The scanner's words: `Success`, `Running`, `Error`, … */
  status: string;
  severity: string;
  total: number;
  fixable: number;
  counts: Record<string, number>;
}

export interface ArtifactRow {
  /** Newest first, at most 100 of them. */
  tags: string[];
  digest: string | null;
  size: number | null;
  /** Harbor: when it was pushed. Other registries keep no such time: when the image was built. */
  pushedAt: string | null;
  /** `image`, or what else lies there (`chart`, …). */
  type: string;
  platforms: string[];
  scan: ScanSummary | null;
}

/** What a connection test found. */
export interface RegistryAbilities {
  account: 'person' | 'robot' | 'anonymous';
  /** `Harbor 2.16`, `OCI distribution`. */
  product: string;
  list: boolean;
  pull: boolean;
}

export interface ImageQuery {
  repository: string;
  /** Tag or digest. */
  reference: string;
  /** `linux/amd64`: the variant whose config is read. */
  platform: string;
  signal?: AbortSignal;
}

/** What Berth asks of a registry, whatever its kind. Every method throws Problems (`registry.*`, `image.*`). */
export interface RegistryClient {
  test: (signal?: AbortSignal) => Promise<RegistryAbilities>;
  searchRepositories: (query: ListQuery) => Promise<ListPage<RepositoryRow>>;
  listArtifacts: (repository: string, query: ListQuery) => Promise<ListPage<ArtifactRow>>;
  resolve: (query: ImageQuery) => Promise<FoundImage>;
}

/** How to reach a registry; `password` is in the clear and stays in memory. */
export interface RegistryAddress {
  url: string;
  username: string | null;
  password: string | null;
  /** PEM of a private certificate authority. */
  caBundle: string | null;
}
