import { parsePhpForm, type PhpMap } from '../http/php-form';
import type { Dict } from '../records/values';
import { controllers } from '../rest';
import { carryOut } from '../rest/carry-out';
import type { RestAnswer, RestRequest } from '../rest/controller';
import type { CerbState } from '../state';

/** Asks a controller directly, without HTTP: `POST records/task/create?…`, fields as a form text. */
export async function restCall(
	state: CerbState,
	line: string,
	form = '',
	workerId = 1,
): Promise<RestAnswer> {
	const [method, address = ''] = line.split(' ');
	const [path, text = ''] = address.split('?');
	const [controller, ...rest] = path.split('/');
	const [query, body]: PhpMap[] = [parsePhpForm(text), parsePhpForm(form)];
	return await carryOut(controllers[controller], {
		method: method as RestRequest['method'],
		path: rest,
		query,
		form: body,
		params: { ...query, ...body },
		rawBody: Buffer.from(form),
		headers: {},
		actor: { workerId, isAdmin: workerId === 1 },
		baseUrl: 'http://cerb.example',
		state,
	});
}

/** The payload of a success, or the message of an error. */
export async function restResult(
	state: CerbState,
	line: string,
	form = '',
	workerId = 1,
): Promise<Dict | string> {
	const answer = await restCall(state, line, form, workerId);
	if (answer.kind === 'success') return answer.payload as Dict;
	if (answer.kind === 'error') return answer.message ?? answer.code;
	return answer.kind;
}

/** `{'a': 'x', 'b[c]': 'y'}` as the form `fields[a]=x&fields[b][c]=y`. */
export function fieldsForm(fields: Record<string, string>): string {
	const form = new URLSearchParams();
	for (const [name, value] of Object.entries(fields)) {
		form.append(`fields[${name.replace(/\[.*/s, '')}]${/\[.*/s.exec(name)?.[0] ?? ''}`, value);
	}
	return form.toString();
}
