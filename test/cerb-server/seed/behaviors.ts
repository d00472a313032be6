import type { Dict } from '../records/values';

/** A variable as Cerb keeps it. */
function variable(key: string, label: string, type: string, params: Dict = {}): Dict {
	return {
		[key]: {
			key,
			label,
			type,
			is_private: '0',
			params: Object.keys(params).length === 0 ? [] : params,
		},
	};
}

/** Behaviors of the first bot: one of another event, one without variables, one that greets. */
export function behaviors(at: (offset: number) => number): Dict[] {
	const more = { bot_id: 1, updated_at: at(3205) };
	return [
		{ ...more, name: 'On new mail', event_point: 'event.mail.received.group' },
		{ ...more, name: 'API test' },
		{
			...more,
			name: 'Greet',
			priority: 50,
			uri: 'greet',
			variables: {
				...variable('var_name', 'Name', 'S', { widget: 'single' }),
				...variable('var_times', 'Times', 'N'),
				...variable('var_tone', 'Tone', 'D', { options: 'friendly\nformal' }),
				...variable('var_loud', 'Loud', 'C'),
			},
			sets: { greeting: 'Hello {{var_name}}' },
		},
	];
}
