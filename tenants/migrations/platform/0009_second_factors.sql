-- phase: expand
-- A session knows whether a second factor was shown in it, and what a passkey is to sign for it.
ALTER TABLE platform.sessions
    ADD COLUMN confirmed_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN challenge TEXT,
    ADD COLUMN challenged_at TIMESTAMP WITH TIME ZONE;
