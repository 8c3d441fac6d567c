export { parseDotenv } from './dotenv';
