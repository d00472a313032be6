import type { Locator } from './locator';

/** The records that operations let one pick, by the names that workflows save. */

export const TICKET: Locator = {
	name: 'ticketId',
	displayName: 'Ticket',
	description: 'The ticket to work with',
	list: 'searchTickets',
	recordType: 'ticket',
};

export const MESSAGE: Locator = {
	name: 'messageId',
	displayName: 'Message',
	description: 'The message to work with',
	list: 'searchMessages',
	recordType: 'message',
};

export const GROUP: Locator = {
	name: 'groupId',
	displayName: 'Group',
	description: 'The group of workers',
	list: 'searchGroups',
	recordType: 'group',
};

export const BUCKET: Locator = {
	name: 'bucketId',
	displayName: 'Bucket',
	description: 'The bucket of the group. Empty means its inbox.',
	list: 'searchBuckets',
	recordType: 'bucket',
};

export const WORKER: Locator = {
	name: 'workerId',
	displayName: 'Worker',
	description: 'The worker',
	list: 'searchWorkers',
	recordType: 'worker',
};

export const OWNER: Locator = {
	...WORKER,
	name: 'ownerId',
	displayName: 'Owner',
	description: 'The worker who shall own the ticket',
};

export const ORG: Locator = {
	name: 'orgId',
	displayName: 'Organization',
	description: 'The organization that the ticket belongs to',
	list: 'searchOrgs',
	recordType: 'org',
};

export const HTML_TEMPLATE: Locator = {
	name: 'htmlTemplateId',
	displayName: 'HTML Template',
	description: 'The mail template for the HTML form of the message',
	list: 'searchHtmlTemplates',
	recordType: 'html_template',
};

export const ATTACHMENT: Locator = {
	name: 'attachmentId',
	displayName: 'Attachment',
	description: 'The file in Cerb',
	list: 'searchAttachments',
	recordType: 'attachment',
};

export const BEHAVIOR: Locator = {
	name: 'behaviorId',
	displayName: 'Behavior',
	description: 'The behavior to run. Only those of the event "Custom API request" can be run.',
	list: 'searchBehaviors',
	recordType: 'behavior',
};
