import { inputError } from '../../cerb/failure';
import { findRecordType } from '../../cerb/record-types';
import { searchRecords } from '../../cerb/search';
import type { CerbOperation, OperationContext } from '../operation';
import { optionsProperty } from '../options';
import { readFlag } from '../parameters';
import { readRecordId, recordIdProperty } from '../record-id';
import { outputProperties, outputRecords, readOutput } from '../record-output';
import { readRecordType, recordTypeProperty } from '../record-type';
import { limitProperties, readLimit } from '../return-all';

/** Cerb stores the HTML of a message as a file of this name. */
const ORIGINAL_HTML = 'original_message.html';

/** The files of a record, by a search for attachments. */
export const getMany: CerbOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many attachments',
	description: 'List the files of a record; of a ticket also those of its messages and comments',
	isReadOnly: true,
	properties: [
		recordTypeProperty,
		recordIdProperty,
		...limitProperties,
		...outputProperties,
		optionsProperty([
			{
				displayName: 'Include HTML of Messages',
				name: 'includeHtml',
				type: 'boolean',
				default: false,
				description: `Whether to list the files ${ORIGINAL_HTML} too, in which Cerb keeps the HTML of messages`,
			},
			{
				displayName: 'Only Own Files of Ticket',
				name: 'onlyOwn',
				type: 'boolean',
				default: false,
				description: 'Whether to leave out the files of the messages and comments of a ticket',
			},
		]),
	],
	async execute(context) {
		const output = readOutput(context);
		const limit = readLimit(context);
		const type = await readRecordType(context);
		await requireType(context, type);
		const id = await readRecordId(context, type);
		const filters = filesOf(context, type, id);
		const { records } = await searchRecords(context.client, {
			type: 'attachment',
			query: { filters, keys: [] },
			limit,
			expand: [],
		});
		return outputRecords(context, records, output);
	},
};

/** With a type that it does not know, Cerb gives the files of all records (measured on 10.4.10). */
async function requireType({ node, client }: OperationContext, type: string): Promise<void> {
	if ((await findRecordType(client, type)) !== undefined) return;
	throw inputError(
		node.getNode(),
		`Cerb has no record type "${type}"`,
		'Check the parameter Record Type; the operation Get Types lists them all',
	);
}

function filesOf(context: OperationContext, type: string, id: number): string {
	const places = [`on.${type}:(id:${id})`];
	if (type === 'ticket' && !readFlag(context, 'options.onlyOwn', 'Only Own Files of Ticket')) {
		places.push(`on.message:(ticket.id:${id})`, `on.comment:(on.ticket:(id:${id}))`);
	}
	const where = places.length > 1 ? `(${places.join(' OR ')})` : places[0];
	const withHtml = readFlag(context, 'options.includeHtml', 'Include HTML of Messages');
	return withHtml ? where : `${where} name:!["${ORIGINAL_HTML}"]`;
}
