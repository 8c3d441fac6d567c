export { attachGateway } from './gateway';
