import { getTicketCustomFields } from './custom-fields';
import { getExpandKeys } from './expand-keys';
import * as pickers from './pickers';
import { getFieldsToCreate, getFieldsToUpdate } from './record-fields';
import { getRecordTypes, searchRecordTypes } from './record-types';
import { searchRecordsByLabel } from './records';
import { getSearchKeys } from './search-keys';

/** What the editor asks for live, by the method names in the parameters. */
export const listSearch = { searchRecordTypes, searchRecordsByLabel, ...pickers };
export const loadOptions = { getExpandKeys, getRecordTypes, getSearchKeys, getTicketCustomFields };
export const resourceMapping = { getFieldsToCreate, getFieldsToUpdate };
