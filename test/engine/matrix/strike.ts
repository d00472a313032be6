import { effects, type CerbServer } from '../../cerb-server';
import { signatureOf, type Aim } from './aim';
import { endDeadline } from './deadlines';
import type { Fault } from './fault';
import type { Tried } from './operations';
import { watchRefusals } from './refusals';

/** A fault that has been set up on a server. */
export interface Strike {
	/** How many tries have met it. */
	hits(): number;
	/** How many of them the server has not seen. */
	unseen(): number;
	/** Ids of records that appeared or vanished. */
	touched: Set<number>;
	end(): void;
}

/**
 * Sets a fault up: on one request of one item, from its first try on.
 * @param times how many tries meet it
 */
export function strike(
	cerb: CerbServer,
	aim: Aim,
	{ outage, effects: effectsOf, class: faultClass }: Fault,
	times: number,
	{ change }: Tried,
): Strike {
	const touched = new Set<number>();
	let end = () => {};
	const isEnded = new Promise<void>((resolve) => (end = resolve));
	const silence = async () => {
		endDeadline();
		await isEnded;
	};
	const nothing = { unseen: () => 0, touched, end };
	if (faultClass === 'moving') {
		const moving = effects.before(() => {
			for (const id of change?.(cerb.state) ?? []) touched.add(id);
		});
		const fault = cerb.faults.add({ skip: aim.place, times: Infinity }, moving);
		return { ...nothing, hits: () => fault.hits };
	}
	if (outage === undefined) {
		const { signature, skip } = aim;
		const fault = cerb.faults.add(
			{ where: (request) => signatureOf(request) === signature, skip, times },
			...effectsOf(silence),
		);
		return { ...nothing, hits: () => fault.hits };
	}
	const away = outage === 'refuse' ? refuse(cerb, times) : hangUp(cerb, times);
	// It begins while the request before is answered, or before there is any.
	if (aim.place === 0) away.begin();
	else cerb.faults.add({ skip: aim.place - 1 }, effects.before(away.begin));
	return { touched, hits: away.hits, unseen: away.hits, end: away.end };
}

function hangUp(cerb: CerbServer, times: number) {
	let cut: { hits: number } = { hits: 0 };
	return {
		begin: () => void (cut = cerb.hangUp(times)),
		hits: () => cut.hits,
		end: () => void cerb.hangUp(0),
	};
}

function refuse(cerb: CerbServer, times: number) {
	let hits = 0;
	const end = watchRefusals(cerb.port, () => {
		hits++;
		if (hits === times) void cerb.comeBack();
	});
	return { begin: () => cerb.goDown(), hits: () => hits, end };
}
