package io.belay.jms.mq;

/** The names of the attributes of Sun MQ's connection factories; {@code docs/CONNECTION.md} says what each does here. */
public final class ConnectionConfiguration {
    /** The attribute of this name. */
    public static final String imqAddressList = "imqAddressList";

    /** The attribute of this name. */
    public static final String imqConsumerFlowLimitPrefetch = "imqConsumerFlowLimitPrefetch";

    /** The attribute of this name. */
    public static final String imqConnectionFlowLimit = "imqConnectionFlowLimit";

    /** The attribute of this name. */
    public static final String imqConnectionFlowLimitEnabled = "imqConnectionFlowLimitEnabled";

    /** The attribute of this name. */
    public static final String imqConnectionType = "imqConnectionType";

    /** The attribute of this name. */
    public static final String imqBrokerHostName = "imqBrokerHostName";

    /** The attribute of this name. */
    public static final String imqBrokerHostPort = "imqBrokerHostPort";

    /** The attribute of this name. */
    public static final String imqBrokerServicePort = "imqBrokerServicePort";

    /** The attribute of this name. */
    public static final String imqConnectionURL = "imqConnectionURL";

    /** The attribute of this name. */
    public static final String imqAddressListBehavior = "imqAddressListBehavior";

    /** The attribute of this name. */
    public static final String imqAddressListIterations = "imqAddressListIterations";

    /** The attribute of this name. */
    public static final String imqReconnectEnabled = "imqReconnectEnabled";

    /** The attribute of this name. */
    public static final String imqReconnectAttempts = "imqReconnectAttempts";

    /** The attribute of this name. */
    public static final String imqReconnectInterval = "imqReconnectInterval";

    /** The attribute of this name. */
    public static final String imqPingInterval = "imqPingInterval";

    /** The attribute of this name. */
    public static final String imqPingAckTimeout = "imqPingAckTimeout";

    /** The attribute of this name. */
    public static final String imqAbortOnPingAckTimeout = "imqAbortOnPingAckTimeout";

    /** The attribute of this name. */
    public static final String imqAbortOnTimeout = "imqAbortOnTimeout";

    /** The attribute of this name. */
    public static final String imqSocketConnectTimeout = "imqSocketConnectTimeout";

    /** The attribute of this name. */
    public static final String imqPortMapperSoTimeout = "imqPortMapperSoTimeout";

    /** The attribute of this name. */
    public static final String imqSSLIsHostTrusted = "imqSSLIsHostTrusted";

    /** The attribute of this name. */
    public static final String imqAckTimeout = "imqAckTimeout";

    /** The attribute of this name. */
    public static final String imqAsyncSendCompletionWaitTimeout = "imqAsyncSendCompletionWaitTimeout";

    /** The attribute of this name. */
    public static final String imqAckOnProduce = "imqAckOnProduce";

    /** The attribute of this name. */
    public static final String imqAckOnAcknowledge = "imqAckOnAcknowledge";

    /** The attribute of this name. */
    public static final String imqConnectionFlowCount = "imqConnectionFlowCount";

    /** The attribute of this name. */
    public static final String imqConsumerFlowLimit = "imqConsumerFlowLimit";

    /** The attribute of this name. */
    public static final String imqConsumerFlowThreshold = "imqConsumerFlowThreshold";

    /** The attribute of this name. */
    public static final String imqOnMessageExceptionRedeliveryAttempts = "imqOnMessageExceptionRedeliveryAttempts";

    /** The attribute of this name. */
    public static final String imqOnMessageExceptionRedeliveryIntervals = "imqOnMessageExceptionRedeliveryIntervals";

    /** The attribute of this name. */
    public static final String imqDefaultUsername = "imqDefaultUsername";

    /** The attribute of this name. */
    public static final String imqDefaultPassword = "imqDefaultPassword";

    /** The attribute of this name. */
    public static final String imqConfiguredClientID = "imqConfiguredClientID";

    /** The attribute of this name. */
    public static final String imqDisableSetClientID = "imqDisableSetClientID";

    /** The attribute of this name. */
    public static final String imqEnableSharedClientID = "imqEnableSharedClientID";

    /** The attribute of this name. */
    public static final String imqSetJMSXUserID = "imqSetJMSXUserID";

    /** The attribute of this name. */
    public static final String imqSetJMSXAppID = "imqSetJMSXAppID";

    /** The attribute of this name. */
    public static final String imqSetJMSXProducerTXID = "imqSetJMSXProducerTXID";

    /** The attribute of this name. */
    public static final String imqSetJMSXConsumerTXID = "imqSetJMSXConsumerTXID";

    /** The attribute of this name. */
    public static final String imqSetJMSXRcvTimestamp = "imqSetJMSXRcvTimestamp";

    /** The attribute of this name. */
    public static final String imqOverrideJMSDeliveryMode = "imqOverrideJMSDeliveryMode";

    /** The attribute of this name. */
    public static final String imqJMSDeliveryMode = "imqJMSDeliveryMode";

    /** The attribute of this name. */
    public static final String imqOverrideJMSExpiration = "imqOverrideJMSExpiration";

    /** The attribute of this name. */
    public static final String imqJMSExpiration = "imqJMSExpiration";

    /** The attribute of this name. */
    public static final String imqOverrideJMSPriority = "imqOverrideJMSPriority";

    /** The attribute of this name. */
    public static final String imqJMSPriority = "imqJMSPriority";

    /** The attribute of this name. */
    public static final String imqOverrideJMSHeadersToTemporaryDestinations =
            "imqOverrideJMSHeadersToTemporaryDestinations";

    /** The attribute of this name. */
    public static final String imqQueueBrowserMaxMessagesPerRetrieve = "imqQueueBrowserMaxMessagesPerRetrieve";

    /** The attribute of this name. */
    public static final String imqQueueBrowserRetrieveTimeout = "imqQueueBrowserRetrieveTimeout";

    /** The attribute of this name. */
    public static final String imqLoadMaxToServerSession = "imqLoadMaxToServerSession";

    private ConnectionConfiguration() {}
}
