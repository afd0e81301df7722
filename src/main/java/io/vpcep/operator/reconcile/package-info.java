/**
 * Compares each resource with what it should show, whenever anything is heard of it and from time
 * to time anyway, and writes the difference. A bounded queue of resources; reconcilers that fetch
 * an observation and let the rules decide; and writers of statuses and events, an event that is not
 * accepted never holding up a status. Has no rules of its own, and relies on no callback of the
 * framework but that of its informers.
 */
@NullMarked
package io.vpcep.operator.reconcile;

import org.jspecify.annotations.NullMarked;
