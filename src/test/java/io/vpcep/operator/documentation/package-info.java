/** Holds the pages in docs/ and the README to what the program does. */
@NullMarked
package io.vpcep.operator.documentation;

import org.jspecify.annotations.NullMarked;
