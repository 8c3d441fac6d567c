export { FilesDrawer, type FilePlace } from './files-drawer';
