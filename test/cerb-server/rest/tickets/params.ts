import { customParams } from '../../mail/custom-values';
import type { MailProperties } from '../../mail/properties';
import { phpNumber } from '../../records/values';
import type { RestRequest } from '../controller';
import { listParam, numberParam, textParam } from '../params';

const HTML_FORMATS = ['markdown', 'parsedown', 'html'];

/** A text that says something: PHP takes "0" for nothing. */
export function givenText({ params }: RestRequest, name: string): string | undefined {
	const text = textParam(params, name) ?? '';
	return text === '' || text === '0' ? undefined : text;
}

function isOn({ params }: RestRequest, name: string): boolean {
	return numberParam(params, name, 0) !== 0;
}

/** Ids, each once; what is no number is left out. */
function ids({ params }: RestRequest, name: string): number[] {
	const numbers = listParam(params, name).map((item) =>
		typeof item === 'string' ? phpNumber(item) : 0,
	);
	return [...new Set(numbers.filter((id) => id !== 0))];
}

/** What compose and reply have in common. */
export function mailParams(request: RestRequest): MailProperties {
	const { params, form, actor } = request;
	return {
		workerId: actor.workerId,
		content: givenText(request, 'content') ?? '',
		isHtml: HTML_FORMATS.includes(textParam(params, 'content_format') ?? ''),
		templateId: numberParam(params, 'html_template_id', 0),
		to: givenText(request, 'to'),
		cc: givenText(request, 'cc'),
		bcc: givenText(request, 'bcc'),
		subject: givenText(request, 'subject'),
		reopenAt: givenText(request, 'reopen_at') ?? '',
		sendAt: givenText(request, 'send_at') ?? '',
		fileIds: ids(request, 'file_id'),
		isNotSent: isOn(request, 'dont_send'),
		isForward: isOn(request, 'is_forward'),
		isBroadcast: isOn(request, 'is_broadcast'),
		keepsNoCopy: isOn(request, 'dont_keep_copy') || isOn(request, 'is_autoreply'),
		custom: customParams(form),
	};
}
