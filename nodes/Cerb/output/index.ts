export { missingFields, recordItems, type OutputMode } from './items';
