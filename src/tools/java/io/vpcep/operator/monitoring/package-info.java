/**
 * Holds the alerts to what they promise: their files to each other, their rules to their tests, and
 * their notifications to a real Prometheus and Alertmanager.
 */
@NullMarked
package io.vpcep.operator.monitoring;

import org.jspecify.annotations.NullMarked;
