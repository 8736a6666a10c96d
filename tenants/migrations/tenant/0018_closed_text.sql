-- phase: expand
CREATE TABLE closed_text (
    person_id UUID NOT NULL,
    closed_since TIMESTAMP WITH TIME ZONE NOT NULL,
    former_email TEXT NOT NULL,
    CONSTRAINT pk_closed_text PRIMARY KEY (person_id),
    CONSTRAINT fk_closed_text_person_id FOREIGN KEY (person_id) REFERENCES people (id)
);
