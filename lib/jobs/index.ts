export { startJobs } from './start';
