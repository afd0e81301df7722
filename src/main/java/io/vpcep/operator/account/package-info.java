/**
 * Who may call which cloud with which Secret: an account's credentials, its readiness, how the
 * identity service and each API receive the credentials, and the pace at which they are tried and
 * used, counted over all accounts that have them. Reads Secrets through an interface; knows no
 * Kubernetes client.
 */
@NullMarked
package io.vpcep.operator.account;

import org.jspecify.annotations.NullMarked;
