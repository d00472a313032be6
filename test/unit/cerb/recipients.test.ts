import { readRecipients } from '../../../nodes/Cerb/cerb/recipients';

it.each([
	['jane@example.com', ['jane@example.com']],
	['Jane <Jane@Example.com>', ['jane@example.com']],
	['"Doe, Jane" <jane@example.com>; joe@example.com', ['jane@example.com', 'joe@example.com']],
	['a@b.example, , A@B.example,', ['a@b.example']],
	['"a \\" b" <a@b.example>', ['a@b.example']],
	['', []],
	[' ,; ', []],
])('reads %j', (text, addresses) => {
	expect(readRecipients(text)).toEqual({ addresses });
});

it.each([
	['nobody', 'nobody'],
	['a@b.example, not one', 'not one'],
	['a@b@c', 'a@b@c'],
	['Jane <>', 'Jane <>'],
	['Jane <jane>', 'Jane <jane>'],
	['a b@c.example', 'a b@c.example'],
	['"a@b.example', '"a@b.example'],
	['a@b.example\r\nBcc: x@y.example', 'a@b.example\r\nBcc: x@y.example'],
])('names what is no address in %j', (text, unreadable) => {
	expect(readRecipients(text)).toEqual({ unreadable });
});
