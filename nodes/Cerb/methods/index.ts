import { getExpandKeys } from './expand-keys';
import { getFieldsToCreate, getFieldsToUpdate } from './record-fields';
import { searchRecordTypes } from './record-types';
import { searchRecordsByLabel } from './records';
import { getSearchKeys } from './search-keys';

/** What the editor asks for live, by the method names in the parameters. */
export const listSearch = { searchRecordTypes, searchRecordsByLabel };
export const loadOptions = { getExpandKeys, getSearchKeys };
export const resourceMapping = { getFieldsToCreate, getFieldsToUpdate };
