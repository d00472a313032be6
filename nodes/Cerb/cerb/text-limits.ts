import type { RecordField } from './fields';
import { columns } from './wide-characters';

/** A text's limit: how much, of what, and what Cerb does with a longer one. */
interface Limit {
	max: number;
	/** Display columns (wide characters count two), characters, or bytes. */
	unit: 'columns' | 'characters' | 'bytes';
	/** Shortened; or the whole write comes to nothing, although Cerb answers with success. */
	over: 'cut' | 'lost';
}

const cut = (max: number): Limit => ({ max, unit: 'columns', over: 'cut' });
const lost = (max: number): Limit => ({ max, unit: 'characters', over: 'lost' });
const lostBytes = (max: number): Limit => ({ max, unit: 'bytes', over: 'lost' });

/** Far larger texts leave a broken, empty record behind, with success as the answer. */
export const MAX_TEXT_BYTES = 8_000_000;
const ANY_TEXT = lostBytes(MAX_TEXT_BYTES);

/** Types whose texts were measured on Cerb 10.4.10; what is not listed below takes 255 columns. */
const MEASURED = new Set(
	'address automation bucket calendar calendar_event call comment contact currency draft email_signature group html_template kb_article message opportunity org reminder snippet task ticket worker'.split(
		' ',
	),
);

const LIMITS: Record<string, Limit> = {
	'address.email': lost(255),
	'address.org': lost(128),
	'automation.policy_kata': lostBytes(65535),
	'automation.script': ANY_TEXT,
	'call.phone': cut(128),
	'comment.comment': ANY_TEXT,
	'contact.email': lost(255),
	'contact.first_name': cut(128),
	'contact.last_name': cut(128),
	'contact.mobile': cut(64),
	'contact.org': lost(128),
	'contact.phone': cut(64),
	'contact.username': cut(64),
	'currency.code': cut(3),
	'currency.symbol': cut(4),
	'draft.to': { max: 65535, unit: 'bytes', over: 'cut' },
	'draft.token': cut(16),
	'email_signature.signature': lostBytes(65535),
	'email_signature.signature_html': lostBytes(65535),
	'group.members': ANY_TEXT,
	'html_template.content': ANY_TEXT,
	'kb_article.categories': ANY_TEXT,
	'kb_article.content': ANY_TEXT,
	'message.content': ANY_TEXT,
	'message.hash_header_message_id': cut(40),
	'message.headers': lostBytes(65535),
	'message.sender': lost(255),
	'message.token': cut(16),
	'org.city': lost(64),
	'org.country': lost(64),
	'org.name': lost(128),
	'org.phone': lost(32),
	'org.postal': lost(20),
	'org.province': lost(64),
	'org.street': lost(128),
	'org.website': lost(128),
	'snippet.content': ANY_TEXT,
	'snippet.prompts_kata': ANY_TEXT,
	'ticket.mask': lost(32),
	'ticket.org': lost(128),
	'ticket.participant_ids': ANY_TEXT,
	'ticket.participants': ANY_TEXT,
	'worker.first_name': cut(128),
	'worker.last_name': cut(128),
	'worker.mobile': cut(64),
	'worker.password': ANY_TEXT,
	'worker.phone': cut(64),
	'worker.time_format': cut(64),
};

/** Native texts that keep characters of four bytes, emoji above all; the others lose them. */
const KEEPS_EMOJI = new Set([
	'comment.comment',
	'draft.name',
	'ticket.subject',
	'worker.location',
	'worker.title',
]);

/** Custom fields, by Cerb's code of their type. */
const CUSTOM_LIMITS: Record<string, Limit> = {
	// Cut at a byte; cut within a character, the field is emptied instead.
	S: lostBytes(255),
	U: lostBytes(255),
};

const LONE_SURROGATE = /\p{Cs}/u;

const FOUR_BYTES = /[\u{10000}-\u{10FFFF}]/u;

/**
 * Why Cerb would not keep a text as it is; undefined when it would (measured on Cerb 10.4.10).
 * @param alias of the record type
 * @param allowLossy tolerate what only shortens the text or strips emoji from it
 */
export function textProblem(
	alias: string,
	field: RecordField,
	text: string,
	allowLossy: boolean,
): { message: string; hint: string } | undefined {
	const unstorable = unstorableText(text);
	if (unstorable) return unstorable;
	const isCustom = field.customType !== undefined;
	if (isCustom && text === '0') {
		return {
			message: 'cannot hold the text "0": Cerb would leave it empty',
			hint: 'Write it in another way, e.g. "zero" or "0.0"',
		};
	}
	const name = `${alias}.${field.key}`;
	if (!allowLossy && !isCustom && !KEEPS_EMOJI.has(name) && FOUR_BYTES.test(text)) {
		return {
			message: `cannot hold ${FOUR_BYTES.exec(text)?.[0]}: Cerb would remove it`,
			hint: 'Remove emoji and other rare characters, or turn on the option Allow Lossy Text',
		};
	}
	const limit = limitOf(name, alias, field);
	const size = SIZES[limit.unit](text);
	if (size <= limit.max || (allowLossy && limit.over === 'cut')) return undefined;
	const unit = limit.unit === 'bytes' ? 'bytes' : 'characters';
	return limit.over === 'cut'
		? {
				message: `is longer than the ${limit.max} ${unit} that Cerb keeps`,
				hint: 'Shorten it, or turn on the option Allow Lossy Text to let Cerb cut it',
			}
		: {
				message: `is longer than ${limit.max} ${unit}, and Cerb would not store the change`,
				hint: 'Shorten it',
			};
}

/** Why no field of any kind can hold a text; undefined when some can. */
export function unstorableText(text: string): { message: string; hint: string } | undefined {
	if (text.includes('\u0000')) {
		return { message: 'contains a NUL character', hint: 'Remove it: it is no text' };
	}
	if (LONE_SURROGATE.test(text)) {
		return {
			message: 'contains half an emoji, as a text has that was cut in the middle of one',
			hint: 'Cut it elsewhere: no other program could read it',
		};
	}
	return undefined;
}

function limitOf(name: string, alias: string, { customType }: RecordField): Limit {
	if (customType !== undefined) return CUSTOM_LIMITS[customType] ?? ANY_TEXT;
	return LIMITS[name] ?? (MEASURED.has(alias) ? cut(255) : ANY_TEXT);
}

const SIZES: Record<Limit['unit'], (text: string) => number> = {
	bytes: (text) => Buffer.byteLength(text),
	characters: (text) => [...text].length,
	columns,
};
