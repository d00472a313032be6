import { getExpandKeys } from './expand-keys';
import { searchRecordTypes } from './record-types';

/** What the editor asks for live, by the method names in the parameters. */
export const listSearch = { searchRecordTypes };
export const loadOptions = { getExpandKeys };
