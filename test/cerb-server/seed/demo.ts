import type { CerbState } from '../state';
import { seeding } from './context';
import { seedGroups } from './groups';
import { seedMail } from './mail';
import { seedOthers } from './others';
import { seedPeople } from './people';
import { seedTaskFields, seedTasks, seedWidgetField } from './tasks';

/**
 * Fills a state with a small helpdesk that resembles the demo instance the measurements were made
 * on: the same ids and relations, texts of our own.
 */
export function seedDemo(state: CerbState): void {
	const seed = seeding(state);
	seedPeople(seed);
	seedGroups(seed);
	seedTaskFields(seed);
	seedTasks(seed);
	seedMail(seed);
	seedOthers(seed);
	seedWidgetField(seed);
	// A watcher and linked records, as the UI makes them.
	state.link('task', 18, 'worker', 2);
	state.link('task', 18, 'org', 6);
}
