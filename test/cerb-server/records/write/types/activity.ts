import { findType } from '../../registry';
import { activityName, activityText } from '../../activity-text';
import { isDict, type Dict, type Row } from '../../values';
import type { WriteContext } from '../context';
import { isPhpMap, phpJson, type WriteValue } from '../values';
import { adminsOnly, checkWorkerOf, isAdmin, type KeyRule, type Writer } from '../writer';

/** `params` of an entry; its message names the column where there is none. */
const params: KeyRule = (value, columns) => {
	if (!isPhpMap(value)) return 'must be an object.';
	columns.set('entry_json', phpJson(value));
	return undefined;
};

/** The texts of an entry; Cerb's own templates are not known here. */
function textsOf(json: WriteValue, context: WriteContext): { parsed: Dict; texts?: Texts } {
	const value = JSON.parse(String(json)) as Dict | unknown[];
	const parsed = isDict(value as Dict) ? (value as Dict) : {};
	const texts = activityText(parsed, context);
	if (texts === undefined) context.unclaimed('a message that is a template');
	return { parsed, texts };
}

type Texts = NonNullable<ReturnType<typeof activityText>>;

/** An entry of the activity log: administrators make them; whom it names need not exist. */
export const activityLog: Writer = {
	keys: { params },
	beforeWrite: adminsOnly,
	isWritable: isAdmin,
	afterWrite: (row: Row, columns, context) => {
		const name = activityName(String(row.activity_point));
		if (name === undefined) delete row.event;
		else row.event = name;
		const json = columns.get('entry_json');
		if (json === undefined) return;
		const { parsed, texts } = textsOf(json, context);
		row.params = parsed;
		row.label = texts?.plain ?? '';
	},
};

/** The page a notification leads to, below Cerb's own address. */
function targetPath(row: Row, { state }: WriteContext): string {
	const alias = findType(String(row.target__context), state)?.alias ?? '';
	const id = String(row.target_id);
	return alias === 'workspace_page' ? `pages/${id}` : `profiles/${alias}/${id}`;
}

/** Notification: for the worker itself, or for anybody when made by an administrator. */
export const notification: Writer = {
	keys: { params },
	beforeWrite: checkWorkerOf('notifications'),
	afterWrite: (row, columns, context) => {
		row.target_path = targetPath(row, context);
		const json = columns.get('entry_json');
		if (json === undefined) return;
		const { texts } = textsOf(json, context);
		row.event_json = String(json);
		row.message = texts?.plain ?? '';
		row.message_html = texts?.html ?? '';
	},
};
