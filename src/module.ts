/** "./module": a SIM800 for the tests of a driver. */
export type { Position } from './module/chapters/gnss.js';
export type { ShortText } from './module/chapters/sms/pdu.js';
export type { Cancel, Clock } from './module/clock/clock.js';
export { VirtualClock } from './module/clock/clock.js';
export { systemClock } from './module/clock/system-clock.js';
export type { Latency } from './module/core.js';
export { refuseNonEvents } from './module/events.js';
export type { Chaos, FaultInfo, FaultKind } from './module/faults/faults.js';
export { FAULT_KINDS, FAULTS, MOST_CHAOS } from './module/faults/faults.js';
export type { ModuleOptions } from './module/module.js';
export { Module } from './module/module.js';
export type { Observed } from './module/observed.js';
export type { Outgoing } from './module/outgoing.js';
export type {
  FileDone,
  FileFailure,
  FileOutcome,
  FileServers,
  FileSession,
  FileSite,
  PutOption,
} from './module/peers/files.js';
export type {
  HttpRequest,
  HttpResponse,
  OnClient,
  Peer,
  PeerEvents,
  Peers,
  Target,
} from './module/peers/peers.js';
export type { Link, Script, ScriptedPeers, Server } from './module/peers/scripted-peers.js';
export { echoServer, scriptedPeers } from './module/peers/scripted-peers.js';
export type { PlaybackEvents, PlaybackStep } from './module/playback.js';
export { Playback } from './module/playback.js';
