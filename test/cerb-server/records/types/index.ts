import type { TypeDetail } from '../type';
import { address } from './address';
import { attachment } from './attachment';
import { automationTypes } from './automations';
import { bucket } from './bucket';
import { comment } from './comment';
import { contact } from './contact';
import { customDefinitions } from './custom-definitions';
import { group } from './group';
import { message } from './message';
import { org } from './org';
import { otherTypes } from './others';
import { task } from './task';
import { ticket } from './ticket';
import { workTypes } from './work-types';
import { worker } from './worker';

/** What this server knows, by alias. A new type is one file (or one entry of `others`) and a line. */
export const details: Record<string, TypeDetail | undefined> = {
	...otherTypes,
	...automationTypes,
	...customDefinitions,
	...workTypes,
	address,
	attachment,
	bucket,
	comment,
	contact,
	group,
	message,
	org,
	task,
	ticket,
	worker,
};
