/**
 * Who may ask which cloud with which Secret: an account's credentials, its readiness, and the pace
 * at which credentials are tried and used, counted over all accounts that have them. Reads Secrets
 * through an interface; knows no Kubernetes client.
 */
@NullMarked
package io.vpcep.operator.account;

import org.jspecify.annotations.NullMarked;
