package io.vpcep.operator.account;

import io.vpcep.operator.schedule.BackOff;
import io.vpcep.operator.schedule.InternalErrors;
import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;

/**
 * What all accounts share.
 *
 * @param patience how long a call waits for somebody else's login
 */
record AccountContext(
    EndpointResolver clouds,
    SecretReader secrets,
    IdentityService iam,
    CredentialRegistry credentials,
    Scheduler scheduler,
    KeyedExecutor executor,
    Clock clock,
    MonotonicClock monotonic,
    BackOff backOff,
    InternalErrors errors,
    AccountListener listener,
    Duration patience) {}
