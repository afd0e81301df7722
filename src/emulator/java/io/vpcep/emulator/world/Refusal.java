package io.vpcep.emulator.world;

/** Why nothing is done to a connection or a service. */
public enum Refusal {
  /** The source has no connection of this endpoint. */
  NOT_THERE,
  /** The source has a connection of this endpoint already. */
  ALREADY_THERE,
  /** The service's whitelist does not have the account. */
  NOT_WHITELISTED,
  /** The service has connections. */
  IN_USE,
  BEING_CREATED,
  BEING_DELETED,
  /** It failed, or has a status that no document names. */
  UNMODIFIABLE
}
