/**
 * Who may ask which cloud with which Secret: an account's credentials, its readiness, and the pace
 * at which a refused account is tried again. Reads Secrets through an interface; knows no
 * Kubernetes client.
 */
@NullMarked
package io.vpcep.operator.account;

import org.jspecify.annotations.NullMarked;
