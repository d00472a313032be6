import { locatorProperty, readLocator } from '../locator';
import type { CerbOperation } from '../operation';
import { requireText } from '../parameters';
import { TICKET } from '../pickers';

/** `POST tickets/<id>/comment`: a note that only workers see. */
export const comment: CerbOperation = {
	value: 'comment',
	name: 'Comment',
	action: 'Comment on ticket',
	description: 'Add a comment to a ticket, which only workers see',
	properties: [
		locatorProperty(TICKET),
		{
			displayName: 'Comment',
			name: 'comment',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			description: 'The text of the comment; @name mentions a worker',
		},
	],
	async execute(context) {
		const comment = requireText(context, 'comment', 'Comment');
		const id = await readLocator(context, TICKET);
		const { comment_id, ticket_id } = await context.client.call({
			method: 'POST',
			path: `tickets/${id}/comment.json`,
			form: { comment },
		});
		return [{ json: { comment_id, ticket_id }, pairedItem: { item: context.itemIndex } }];
	},
};
