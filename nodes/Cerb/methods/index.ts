import { getTicketCustomFields } from './custom-fields';
import { getExpandKeys } from './expand-keys';
import * as pickers from './pickers';
import { getFieldsToCreate, getFieldsToUpdate } from './record-fields';
import { getRecordTypes, searchRecordTypes } from './record-types';
import { searchRecordsByLabel } from './records';
import { getSearchKeys } from './search-keys';

/** What the editor asks for live, by the method names in the parameters. */
export const listSearch = { searchRecordTypes, searchRecordsByLabel, ...pickers };
export const loadOptions = { getExpandKeys, getSearchKeys, getTicketCustomFields };
export const resourceMapping = { getFieldsToCreate, getFieldsToUpdate };

/** The same for the instant trigger, which takes several record types. */
export const instantLoadOptions = { getExpandKeys, getRecordTypes };
