export { missingFields, recordItems, type OutputMode } from './items';
export { readable } from './simplify';
