import { escapeHtml } from '../http/answer';
import points from './activity-points.json';
import { findType } from './registry';
import { profileUrl, type RecordEnv } from './type';
import { isDict, type Dict, type Value } from './values';

/** An event that Cerb 10.4.10 logs; names are our own words, ids and keys are Cerb's. */
export interface ActivityPoint {
	id: string;
	name: string;
	/** Key of its text. */
	key: string;
	/** The variables of its text, in order. */
	variables: string[];
}

export const ACTIVITY_POINTS: ActivityPoint[] = points;

/** The text whose only variable is the whole message. */
const OWN_TEXT = 'activities.custom.other';

function mapOf(params: Dict, name: string): Dict {
	const value = params[name];
	return isDict(value) ? value : {};
}

/** The template of an entry; undefined when this server does not know it. */
function templateOf(params: Dict): string | undefined {
	const message = typeof params.message === 'string' ? params.message : '';
	if (message === OWN_TEXT) return '{{message}}';
	if (message.startsWith('activities.')) return undefined;
	// Anything but a plain `{{variable}}` is for Cerb's template language.
	return /\{[%#]|\{\{(?!\s*\w+\s*\}\})/.test(message) ? undefined : message;
}

/** `ctx://task:1` as the address of that record's page; any other address as it is. */
function addressOf(url: Value, env: RecordEnv): { href: string; isOutside: boolean } | undefined {
	const text = String(url);
	const [, name, id] = /^ctx:\/\/([^:/]+):(\d+)/.exec(text) ?? [];
	if (name === undefined) return { href: text, isOutside: true };
	const type = findType(name, env.state);
	if (type === undefined) return undefined;
	return { href: profileUrl(env, type.alias, Number(id)), isOutside: false };
}

function linked(name: string, text: string, params: Dict, env: RecordEnv): string {
	const url = mapOf(params, 'urls')[name];
	const address = url === undefined ? undefined : addressOf(url, env);
	if (address === undefined) return escapeHtml(text);
	const target = address.isOutside ? ' target="_blank" rel="noopener"' : '';
	return `<a href="${address.href}"${target} class="subject">${escapeHtml(text)}</a>`;
}

/**
 * What an entry of the activity log or a notification says: its message with the variables put in,
 * missing ones as nothing (measured on Cerb 10.4.10: the message is a template, the variables are
 * not).
 * @param params message, variables and urls
 * @returns undefined when this server does not know
 */
export function activityText(
	params: Dict,
	env: RecordEnv,
): { plain: string; html: string } | undefined {
	const template = templateOf(params);
	if (template === undefined) return undefined;
	const variables = mapOf(params, 'variables');
	const fill = (write: (name: string, text: string) => string): string =>
		template.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
			const value = variables[name] ?? '';
			return write(name, typeof value === 'object' ? '' : String(value));
		});
	return {
		plain: fill((_name, text) => text),
		html: fill((name, text) => linked(name, text, params, env)),
	};
}

/** The name of an event; undefined for one that Cerb does not know. */
export function activityName(id: string): string | undefined {
	return ACTIVITY_POINTS.find((point) => point.id === id)?.name;
}
