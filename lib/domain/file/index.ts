export { filePathProblem, joinPath, normalPath, parentPath, splitPath } from './path';
export { FileListing } from './listing';
export {
  downloadCommand,
  killCommand,
  listCommand,
  uploadCommand,
  takeHeader,
  type DownloadHeader,
} from './commands';
export { fileFailure } from './failure';
