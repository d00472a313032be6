import type { IHookFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { ReadContext } from '../actions/operation';
import type { CerbClient } from '../cerb/client';

/** A trigger as those see it who read parameters of an execution's items. */
export function readContext(
	node: IPollFunctions | IHookFunctions | IWebhookFunctions,
	client: CerbClient,
): ReadContext {
	return {
		client,
		itemIndex: 0,
		node: {
			getNode: () => node.getNode(),
			getNodeParameter: (name, _itemIndex, fallback, options) =>
				node.getNodeParameter(name, fallback, options),
			getTimezone: () => node.getTimezone(),
			// A trigger has no output pane: what it has to tell goes to the log.
			addExecutionHints: (...hints) => {
				for (const { message } of hints) node.logger.warn(`${node.getNode().name}: ${message}`);
			},
		},
	};
}
