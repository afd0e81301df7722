package io.vpcep.emulator.world;

/**
 * Why a connection failed. No public sample of one was found, so every entry in the emulator is
 * made up; the OpenAPI file allows 10 characters for the code and 1024 for the message.
 *
 * @param code the API's {@code error_code}
 * @param message the API's {@code error_message}
 */
public record ErrorEntry(String code, String message) {}
