export { filePathProblem, joinPath, normalPath, parentPath, splitPath } from './path';
export { FileListing, type FileEntry, type FileKind } from './listing';
export {
  downloadCommand,
  killCommand,
  listCommand,
  uploadCommand,
  MOST_ENTRIES,
  takeHeader,
  type DownloadHeader,
} from './commands';
export { fileFailure, type FileFailure } from './failure';
