package io.vpcep.operator.account;

import io.vpcep.operator.cloud.auth.IdentityService;
import io.vpcep.operator.schedule.TaskRuntime;
import java.time.Duration;

/**
 * What all accounts share.
 *
 * @param patience how long a call waits for the login of another call
 */
record AccountContext(
    TaskRuntime runtime,
    EndpointResolver clouds,
    SecretReader secrets,
    IdentityService iam,
    CredentialRegistry credentials,
    AccountListener listener,
    Duration patience) {}
