import { TRIGGERS, type Trigger } from '../../automation/triggers';
import { phpNumber, type Dict } from '../../records/values';
import { paging } from './paging';
import { failed, textField, unknownParameter, type DataQueryType } from './query';

/** The only point whose extensions this server knows. */
const TRIGGER_POINT = 'cerb.automation.trigger';

/** `mail.draft.validate` is the class `AutomationTrigger_MailDraftValidate`. */
function classOf({ name }: Trigger): string {
	const words = name.split('.').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
	return `AutomationTrigger_${words.join('')}`;
}

function describe(trigger: Trigger): Dict {
	const features = Object.fromEntries(trigger.features.map((name) => [name, '']));
	return {
		id: trigger.id,
		name: trigger.name,
		class: classOf(trigger),
		plugin_id: trigger.plugin,
		params: { description: `Starts with ${trigger.name}`, features: [features] },
	};
}

/** `platform.extensions point:cerb.automation.trigger`: what may start an automation. */
export const platformExtensions: DataQueryType = (query) => {
	const wrong = unknownParameter(query, ['point', 'filter', 'limit', 'page', 'format']);
	if (wrong !== undefined) return wrong;
	const point = textField(query, 'point') ?? '';
	if (point === '') return failed('The `point:` parameter is required.');
	if (point !== TRIGGER_POINT) query.unclaimed.add(`extensions of ${point}`);
	const format = textField(query, 'format') ?? 'dictionaries';
	if (format !== 'dictionaries') {
		return failed(
			`\`format:${format}\` is not valid for \`type:platform.extensions\`. Must be one of: dictionaries`,
		);
	}
	const filter = (textField(query, 'filter') ?? '').toLowerCase();
	const found = TRIGGERS.filter(({ name, id }) => `${name} ${id}`.toLowerCase().includes(filter));
	const meta: Dict = { type: 'platform.extensions', format };
	const limit = phpNumber(textField(query, 'limit') ?? '0');
	if (limit <= 0) return { kind: 'data', meta, data: found.map(describe) };
	const page = phpNumber(textField(query, 'page') ?? '0');
	const part = found.slice(page * limit, (page + 1) * limit);
	meta.paging = paging(found.length, part.length, limit, page);
	return { kind: 'data', meta, data: part.map(describe) };
};
