import { personName } from '../records/types/contact';
import type { Row } from '../records/values';
import type { MailContext } from './context';
import { renderMarkdown } from './markdown';

/** A mail's text after its commands were taken out. */
export interface Body {
	/** The plain part, also what the message's record keeps. */
	text: string;
	/** HTML of the content alone; undefined for plain mail. */
	html?: string;
	/** The same inside the template. */
	mailedHtml?: string;
}

/** How a mail is dressed: undefined stands for "none". */
export interface Dress {
	signature?: Row;
	template?: Row;
}

/** What a bucket says about sending goes before what its group says. */
function setting(name: string, group: Row, bucket: Row | undefined): number {
	const own = Number(bucket?.[name] ?? 0);
	return own === 0 ? Number(group[name] ?? 0) : own;
}

/** Fills the worker's names into a text; other placeholders are not known here. */
function fillNames(text: string, worker: Row | undefined, context: MailContext): string {
	const values: Record<string, string | undefined> = {
		first_name: String(worker?.first_name ?? ''),
		last_name: String(worker?.last_name ?? ''),
		full_name: worker === undefined ? '' : personName(worker),
		title: String(worker?.title ?? ''),
	};
	return text.replace(/\{\{ *(\w+) *\}\}|\{[{%#]/g, (mark, name: string | undefined) => {
		const value = name === undefined ? undefined : values[name];
		if (value === undefined) context.unclaimed(`${mark} in a name or signature`);
		return value ?? mark;
	});
}

/** The address and name a group's mail comes from (without a bucket the name stays a template). */
export function senderOf(
	group: Row,
	bucket: Row | undefined,
	worker: Row | undefined,
	context: MailContext,
): { address: Row; personal: string } | undefined {
	const address = context.state.get('address', setting('replyto_id', group, bucket));
	if (address === undefined) return undefined;
	const own = String(bucket?.reply_personal ?? '');
	const personal = own === '' ? String(group.reply_personal ?? '') : own;
	const isFilled = bucket !== undefined;
	return { address, personal: isFilled ? fillNames(personal, worker, context) : personal };
}

/** Signature and template for mail of a group; a template that is asked for goes first. */
export function dressOf(
	group: Row,
	bucket: Row | undefined,
	templateId: number,
	{ state, unclaimed }: MailContext,
): Dress {
	const id = templateId === 0 ? setting('reply_html_template_id', group, bucket) : templateId;
	const template = state.get('html_template', id);
	if (Number(template?.signature_id ?? 0) !== 0) unclaimed('a template with its own signature');
	const signature = state.get('email_signature', setting('reply_signature_id', group, bucket));
	return { signature, template };
}

function putSignature(content: string, signature: string): string {
	return content.replace(/^#signature$/gm, () => signature);
}

/** Pictures of the Markdown are only named in plain text, in plain mail too. */
function withoutPictures(text: string, { baseUrl }: MailContext): string {
	return text.replace(/!\[(.*?)\]\((.*?)\)/g, (_, alt: string, url: string) => {
		const file = url.startsWith(`${baseUrl}/files/`) ? /\/files\/\d+\/(.+)$/.exec(url) : null;
		const name = file === null ? url : decodeURIComponent(file[1]);
		return `[${name}${alt === '' ? '' : ` ${alt}`}]`;
	});
}

/** Writes a mail's parts (measured on Cerb 10.4.10). */
export function writeBody(
	content: string,
	isHtml: boolean,
	{ signature, template }: Dress,
	worker: Row | undefined,
	context: MailContext,
): Body {
	const plain = fillNames(String(signature?.signature ?? ''), worker, context);
	const text = withoutPictures(putSignature(content, plain), context);
	if (!isHtml) return { text };
	const rich = String(signature?.signature_html ?? '');
	const signed = putSignature(content, rich === '' ? plain : fillNames(rich, worker, context));
	const html = renderMarkdown(signed, context.unclaimed);
	const frame = template === undefined ? '{{message_body}}' : String(template.content);
	if (/\{[{%#]/.test(frame.replace(/\{\{ *message_body *\}\}/g, ''))) {
		context.unclaimed('a template with more than {{message_body}}');
	}
	return { text, html, mailedHtml: frame.replace(/\{\{ *message_body *\}\}/g, () => html) };
}
